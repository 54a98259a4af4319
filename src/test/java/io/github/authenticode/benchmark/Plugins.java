package io.github.authenticode.benchmark;

/** The elements of a pom for this plugin and for its peer. */
final class Plugins {
    /** Pinned, since the range that the published plugin declares resolves to jars that do not fit each other. */
    private static final String BOUNCY_CASTLE = "2.73.10";

    private Plugins() {}

    /** This plugin. */
    static String ours(String version, String configuration, String... goals) {
        return """
                <plugin>
                  <groupId>io.github.authenticode</groupId>
                  <artifactId>authenticode-maven-plugin</artifactId>
                  <version>%s</version>
                  <configuration>
                    %s
                    <files><fileSet><directory>files</directory></fileSet></files>
                  </configuration>
                  <executions>
                    <execution>
                      <goals><goal>%s</goal></goals>
                    </execution>
                  </executions>
                </plugin>""".formatted(version, configuration, String.join("</goal><goal>", goals));
    }

    /** The plugin of jsign, with Bouncy Castle as it must be for it to work. */
    static String jsign(String configuration) {
        return """
                <plugin>
                  <groupId>net.jsign</groupId>
                  <artifactId>jsign-maven-plugin</artifactId>
                  <version>7.1</version>
                  <dependencies>
                    %s
                  </dependencies>
                  <configuration>
                    %s
                    <algorithm>SHA-256</algorithm>
                    <tsmode>RFC3161</tsmode>
                    <fileset><directory>${basedir}/files</directory></fileset>
                  </configuration>
                  <executions>
                    <execution>
                      <phase>package</phase>
                      <goals><goal>sign</goal></goals>
                    </execution>
                  </executions>
                </plugin>""".formatted(pin("bcprov") + pin("bcutil") + pin("bcpkix"), configuration);
    }

    private static String pin(String name) {
        return "<dependency><groupId>org.bouncycastle</groupId><artifactId>" + name + "-lts8on</artifactId><version>"
                + BOUNCY_CASTLE + "</version></dependency>";
    }
}
