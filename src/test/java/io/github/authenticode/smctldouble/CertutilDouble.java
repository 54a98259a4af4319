package io.github.authenticode.smctldouble;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** One run of the stand-in for certutil, which knows {@code -csplist} and {@code -user -store My}. */
final class CertutilDouble {
    private static final int INVALID_ARGUMENT = 0x80070057;

    private CertutilDouble() {}

    public static void main(String[] arguments) throws IOException {
        SmctlHome home = SmctlHome.ofThisProcess();
        home.log("certutil", arguments);
        switch (String.join(" ", arguments)) {
            case "-csplist" -> providers(home);
            case "-user -store My" -> store(home);
            default -> {
                System.out.println("CertUtil: Unknown arg: " + List.of(arguments));
                System.exit(INVALID_ARGUMENT);
            }
        }
    }

    private static void providers(SmctlHome home) throws IOException {
        for (String name : home.providers()) {
            System.out.println("Provider Name: " + name + "\n");
        }
        System.out.println("CertUtil: -csplist command completed successfully.");
    }

    private static void store(SmctlHome home) throws IOException {
        System.out.println("My \"Personal\"");
        int number = 0;
        for (String thumbprint : SmctlHome.names(home.store())) {
            System.out.printf(Locale.ROOT, "================ Certificate %d ================%n", number++);
            System.out.println("Cert Hash(sha1): " + thumbprint);
            System.out.println(
                    "  Key Container = " + Files.readString(home.store().resolve(thumbprint)));
            System.out.println(
                    "  Provider = " + home.providers().get(home.providers().size() - 1));
        }
        System.out.println("CertUtil: -store command completed successfully.");
    }
}
