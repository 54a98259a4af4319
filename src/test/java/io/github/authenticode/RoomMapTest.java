package io.github.authenticode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the map of the rooms in CONTRIBUTING.md is that of the sources. */
class RoomMapTest {
    private static final Path HOUSE = Path.of("src/main/java/io/github/authenticode");
    private static final Path MAP = Path.of("CONTRIBUTING.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.]+)` \\| [^|]+ \\|$");

    @Test
    void everyRoomIsOnTheMapAndEveryRoomOfTheMapExists() throws IOException {
        assumeTrue(Files.isDirectory(HOUSE) && Files.isRegularFile(MAP), "the sources are not here");
        assertThat(rooms()).isNotEmpty();
        assertThat(onTheMap()).containsExactlyElementsOf(rooms());
    }

    private static List<String> rooms() throws IOException {
        try (Stream<Path> files = Files.walk(HOUSE)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> HOUSE.relativize(file.getParent()).toString())
                    .map(room -> room.replace('\\', '.').replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> onTheMap() throws IOException {
        return ROW.matcher(Files.readString(MAP))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
