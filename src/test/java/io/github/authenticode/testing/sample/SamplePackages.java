package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The formats that are zip archives: application packages, bundles, Business Central applications, NuGet packages. */
final class SamplePackages {
    private static final String TYPES =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">%s</Types>";
    private static final String FOUNDATION = "http://schemas.microsoft.com/appx/manifest/foundation/windows10";

    private SamplePackages() {}

    static byte[] appx(String publisher) throws IOException {
        return appx(publisher, 0);
    }

    /** @param more small files besides */
    static byte[] appx(String publisher, int more) throws IOException {
        Map<String, byte[]> parts = small(more);
        parts.put("app.exe", SamplePe.bytes(100_000));
        parts.put("Assets/Logo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3});
        parts.put("AppxManifest.xml", manifest(publisher).getBytes(UTF_8));
        parts.put("AppxBlockMap.xml", SampleZip.blockMap(parts).getBytes(UTF_8));
        parts.put(
                "[Content_Types].xml",
                contentTypes(
                        "exe=application/x-msdownload", "png=image/png", "xml=application/vnd.ms-appx.manifest+xml"));
        return SampleZip.bytes(parts, Map.of());
    }

    static byte[] appxBundle(String publisher) throws IOException {
        Map<String, byte[]> mapped = new LinkedHashMap<>();
        mapped.put(
                "AppxMetadata/AppxBundleManifest.xml",
                ("<Bundle xmlns=\"http://schemas.microsoft.com/appx/2013/bundle\" SchemaVersion=\"5.0\">"
                                + identity(publisher) + "<Packages/></Bundle>")
                        .getBytes(UTF_8));
        mapped.put("AppxBlockMap.xml", SampleZip.blockMap(mapped).getBytes(UTF_8));
        mapped.put(
                "[Content_Types].xml",
                contentTypes("appx=application/vnd.ms-appx", "xml=application/vnd.ms-appx.bundlemanifest+xml"));
        return SampleZip.bytes(mapped, Map.of("app.appx", appx(publisher)));
    }

    static byte[] nupkg() throws IOException {
        return nupkg(0);
    }

    private static Map<String, byte[]> small(int count) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            parts.put("content/" + i + ".txt", new byte[] {(byte) i});
        }
        return parts;
    }

    /** @param more small files besides */
    static byte[] nupkg(int more) throws IOException {
        Map<String, byte[]> parts = small(more);
        parts.put(
                "Sample.nuspec",
                ("<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata>"
                                + "<id>Sample</id><version>1.0.0</version><authors>Sample</authors>"
                                + "<description>A sample.</description></metadata></package>")
                        .getBytes(UTF_8));
        parts.put("lib/net8.0/Sample.dll", SamplePe.bytes(50));
        parts.put("[Content_Types].xml", contentTypes("nuspec=application/octet", "dll=application/octet"));
        return SampleZip.bytes(parts, Map.of());
    }

    /** The container is a header of 40 bytes before a zip archive. */
    static byte[] navx() throws IOException {
        byte[] archive = SampleZip.bytes(
                Map.of("NavxManifest.xml", "<Package><App Id=\"1\" Name=\"Sample\"/></Package>".getBytes(UTF_8)),
                Map.of());
        ByteBuffer file = ByteBuffer.allocate(40 + archive.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("NAVX".getBytes(US_ASCII)).putInt(40).putInt(2);
        file.putLong(0x1122334455667788L).putLong(0x1122334455667788L); // package identifier
        file.putLong(archive.length).put("NAVX".getBytes(US_ASCII)).put(archive);
        return file.array();
    }

    private static String manifest(String publisher) {
        return "<Package xmlns=\"" + FOUNDATION + "\">" + identity(publisher)
                + "<Properties><DisplayName>Sample</DisplayName><Logo>Assets\\Logo.png</Logo></Properties></Package>";
    }

    private static String identity(String publisher) {
        String escaped = publisher.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return "<Identity Name=\"Sample\" Publisher=\"" + escaped + "\" Version=\"1.0.0.0\"/>";
    }

    private static byte[] contentTypes(String... defaults) {
        StringBuilder elements = new StringBuilder();
        for (String one : defaults) {
            String[] pair = one.split("=", 2);
            elements.append("<Default Extension=\"" + pair[0] + "\" ContentType=\"" + pair[1] + "\"/>");
        }
        elements.append(
                "<Override PartName=\"/AppxBlockMap.xml\"" + " ContentType=\"application/vnd.ms-appx.blockmap+xml\"/>");
        return TYPES.formatted(elements).getBytes(UTF_8);
    }
}
