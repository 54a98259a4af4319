package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Small, valid, unsigned files of every format, made from nothing, so that no test needs a binary in the repository.
 * The same call always gives the same bytes.
 */
public final class SampleFiles {
    /** The publisher in the manifest of {@link #write}'s packages; jsign demands it as the subject of the signer. */
    public static final String PUBLISHER = "CN=Sample Publisher";

    private SampleFiles() {}

    /**
     * Writes a file of the format; for {@link FileFormat#APPX} a name that ends in {@code bundle} gives a bundle.
     *
     * @return the file
     */
    public static Path write(FileFormat format, Path folder, String name) throws IOException {
        return Files.write(folder.resolve(name), bytes(format, name));
    }

    /** A package, or a bundle if the name ends so, whose manifest names another publisher than {@link #PUBLISHER}. */
    public static Path writeAppx(Path folder, String name, String publisher) throws IOException {
        return Files.write(folder.resolve(name), appxOrBundle(name, publisher));
    }

    /** A 64-bit program that does nothing but return, followed by that many bytes of overlay. */
    public static byte[] pe(int paddingBytes) {
        return SamplePe.bytes(paddingBytes);
    }

    /** An installer database with three streams and a storage; the biggest stream has about that many bytes. */
    public static byte[] msi(int streamBytes) throws IOException {
        return SampleMsi.bytes(streamBytes);
    }

    /** A cabinet that holds one uncompressed text file of that many bytes. */
    public static byte[] cab(int contentBytes) {
        return SampleCab.bytes(contentBytes);
    }

    /** A catalog without signature that lists one program. */
    public static byte[] catalog() throws IOException {
        return SampleCatalog.bytes();
    }

    /** A catalog without signature that lists programs by the digests that their signatures would hold. */
    public static byte[] catalogOfImages(byte[]... digests) throws IOException {
        return SampleCatalog.ofImages(digests);
    }

    /** A catalog without signature that lists files by the digests of all their bytes. */
    public static byte[] catalogOfFiles(byte[]... digests) throws IOException {
        return SampleCatalog.ofFiles(digests);
    }

    /** A catalog without signature whose members are called by their digests, and have nothing else. */
    public static byte[] catalogOfNames(byte[]... digests) throws IOException {
        return SampleCatalog.ofNames(digests);
    }

    /** An application package for the publisher. */
    public static byte[] appx(String publisher) throws IOException {
        return SamplePackages.appx(publisher);
    }

    /** A bundle of one application package, both of the publisher. */
    public static byte[] appxBundle(String publisher) throws IOException {
        return SamplePackages.appxBundle(publisher);
    }

    /** A Business Central application. */
    public static byte[] navx() throws IOException {
        return SamplePackages.navx();
    }

    /** A NuGet package. */
    public static byte[] nupkg() throws IOException {
        return SamplePackages.nupkg();
    }

    /**
     * Writes a package of {@link FileFormat#APPX} or {@link FileFormat#NUGET} with so many files besides its usual
     * ones.
     */
    public static Path writeCrowded(FileFormat format, Path file, int more) throws IOException {
        return Files.write(
                file, format == FileFormat.APPX ? SamplePackages.appx(PUBLISHER, more) : SamplePackages.nupkg(more));
    }

    /** A script with CR LF line ends and no byte order mark. */
    public static String script(FileFormat format) {
        return switch (format) {
            case POWERSHELL -> "param([string] $Folder)\r\nWrite-Host \"Installing to $Folder\"\r\n";
            case POWERSHELL_XML ->
                "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\r\n<Types>\r\n  <Type><Name>Sample</Name></Type>\r\n</Types>\r\n";
            case VBSCRIPT -> "Option Explicit\r\nWScript.Echo \"Hello\"\r\n";
            case JSCRIPT -> "var greeting = \"Hello\";\r\nWScript.Echo(greeting);\r\n";
            case WSF ->
                "<job id=\"main\">\r\n<script language=\"VBScript\">\r\nWScript.Echo \"Hello\"\r\n</script>\r\n</job>\r\n";
            default -> throw new IllegalArgumentException(format + " is no script");
        };
    }

    private static byte[] bytes(FileFormat format, String name) throws IOException {
        return switch (format) {
            case PE -> pe(500);
            case MSI -> msi(20_000);
            case CAB -> cab(1_000);
            case CATALOG -> catalog();
            case APPX -> appxOrBundle(name, PUBLISHER);
            case NAVX -> navx();
            case NUGET -> nupkg();
            case POWERSHELL, POWERSHELL_XML, VBSCRIPT, JSCRIPT, WSF ->
                script(format).getBytes(UTF_8);
        };
    }

    private static byte[] appxOrBundle(String name, String publisher) throws IOException {
        return name.toLowerCase(Locale.ROOT).endsWith("bundle") ? appxBundle(publisher) : appx(publisher);
    }
}
