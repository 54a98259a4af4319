package io.github.authenticode.verify.format.packages;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The manifest of a package or bundle, for the publisher that it names: Windows installs it only if that is the
 * signer's subject.
 */
final class AppxManifest {
    private static final String PACKAGE = "AppxManifest.xml";
    private static final String BUNDLE = "AppxMetadata/AppxBundleManifest.xml";
    private static final int MAX_LENGTH = 4 * 1024 * 1024;

    private AppxManifest() {}

    /** Whether the manifest is that of a bundle, which packages never have. */
    static boolean isOfBundle(ZipArchive archive) {
        return archive.part(BUNDLE).isPresent();
    }

    /** The attribute {@code Publisher} of the element {@code Identity}; absent if there is none. */
    static Optional<String> publisher(ZipArchive archive) throws IOException {
        Optional<ZipPart> part = archive.part(PACKAGE).or(() -> archive.part(BUNDLE));
        if (part.isEmpty()) {
            return Optional.empty();
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml =
                    factory.createXMLStreamReader(new ByteArrayInputStream(archive.content(part.get(), MAX_LENGTH)));
            try {
                return publisher(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedFileException("The package is damaged: its manifest is no XML.", e);
        }
    }

    private static Optional<String> publisher(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            xml.next();
            if (xml.isStartElement() && xml.getLocalName().equals("Identity")) {
                return Optional.ofNullable(xml.getAttributeValue(null, "Publisher"));
            }
        }
        return Optional.empty();
    }
}
