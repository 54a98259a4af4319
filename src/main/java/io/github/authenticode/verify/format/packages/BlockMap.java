package io.github.authenticode.verify.format.packages;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipNames;
import io.github.authenticode.verify.format.zip.ZipPart;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The part {@code AppxBlockMap.xml}: for every file of the package its size and a digest of each 64 KiB of its content
 * ("App package block map", learn.microsoft.com). Names are Windows paths there and percent-encoded in the zip.
 */
final class BlockMap {
    static final String PART = "AppxBlockMap.xml";

    private static final int MAX_LENGTH = 32 * 1024 * 1024;
    private static final Map<String, HashAlgorithm> METHODS = Map.of(
            "http://www.w3.org/2001/04/xmlenc#sha256", HashAlgorithm.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#sha384", HashAlgorithm.SHA384,
            "http://www.w3.org/2001/04/xmlenc#sha512", HashAlgorithm.SHA512);
    private static final Set<String> PACKAGES = Set.of("appx", "msix");

    private final ZipArchive archive;
    private final HashAlgorithm algorithm;
    private final Map<String, MappedFile> files;

    /** @param header length of the local header, absent in what was not made by MakeAppx */
    private record MappedFile(String size, Optional<String> header, List<String> hashes) {}

    private BlockMap(ZipArchive archive, HashAlgorithm algorithm, Map<String, MappedFile> files) {
        this.archive = archive;
        this.algorithm = algorithm;
        this.files = files;
    }

    static BlockMap read(ZipArchive archive, ZipPart part) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml =
                    factory.createXMLStreamReader(new ByteArrayInputStream(archive.content(part, MAX_LENGTH)));
            try {
                return parse(archive, xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedFileException("The package is damaged: its block map is no XML.", e);
        }
    }

    private static BlockMap parse(ZipArchive archive, XMLStreamReader xml)
            throws XMLStreamException, MalformedFileException {
        Map<String, MappedFile> files = new HashMap<>();
        @Nullable HashAlgorithm algorithm = null;
        List<String> hashes = new ArrayList<>();
        int most = archive.parts().size();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "BlockMap" -> algorithm = METHODS.get(attribute(xml, "HashMethod"));
                case "File" -> {
                    hashes = new ArrayList<>();
                    String name = attribute(xml, "Name").replace('\\', '/');
                    Optional<String> header = Optional.ofNullable(xml.getAttributeValue(null, "LfhSize"));
                    if (files.put(name, new MappedFile(attribute(xml, "Size"), header, hashes)) != null) {
                        throw ZipPart.damaged("its block map lists " + name + " twice");
                    }
                    if (files.size() > most) {
                        throw ZipPart.damaged("its block map lists more files than it holds");
                    }
                }
                case "Block" -> hashes.add(attribute(xml, "Hash"));
                default -> {}
            }
        }
        if (algorithm == null) {
            throw ZipPart.damaged("its block map names no known digest");
        }
        return new BlockMap(archive, algorithm, files);
    }

    private static String attribute(XMLStreamReader xml, String name) throws MalformedFileException {
        @Nullable String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw ZipPart.damaged("its block map lacks the attribute " + name);
        }
        return value;
    }

    /** What the archive holds that the map does not, or otherwise. */
    List<Violation> check() throws IOException {
        int found = 0;
        for (ZipPart part : archive.parts()) {
            Optional<MappedFile> file = Optional.ofNullable(files.get(ZipNames.decoded(part.name())));
            if (file.isPresent()) {
                found++;
                if (!matches(part, file.get())) {
                    return contradiction("it records another content for " + part.name());
                }
            } else if (AppxContent.isOutsideBlockMap(part.name()) || isBundled(part.name())) {
                archive.copy(part, (bytes, offset, length) -> {});
            } else {
                return contradiction("it does not list " + part.name());
            }
        }
        return found == files.size() ? List.of() : contradiction("it lists a file that the package does not hold");
    }

    private boolean matches(ZipPart part, MappedFile file) throws IOException {
        String header = Integer.toString(archive.local(part).headerLength());
        if (!file.size.equals(Long.toString(part.size()))
                || !file.header.orElse(header).equals(header)) {
            return false;
        }
        BlockDigests digests = new BlockDigests(algorithm, file.hashes);
        archive.copy(part, digests);
        return digests.matched();
    }

    /** Packages in a bundle are signed themselves, and are left out of its map. */
    private static boolean isBundled(String name) {
        return PACKAGES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static List<Violation> contradiction(String how) {
        return List.of(new Violation(
                ViolationCode.TRUST_E_BAD_DIGEST,
                "The package contradicts its block map: " + how + ". Build the package again, then sign it."));
    }
}
