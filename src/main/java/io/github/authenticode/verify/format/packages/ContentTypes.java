package io.github.authenticode.verify.format.packages;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The content of the part {@code [Content_Types].xml} of a package, whatever way it is written (ECMA-376 part 2,
 * 10.1.2).
 */
final class ContentTypes {
    private static final String OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override";
    private static final String OF_SIGNATURE = begin(
            OVERRIDE,
            new TreeMap<>(Map.of(
                    "PartName", "/" + AppxUnsigned.SIGNATURE, "ContentType", "application/vnd.ms-appx.signature")));

    private ContentTypes() {}

    /** Its elements and texts, one a line, but for the one that gives the signature its type. */
    static String withoutSignature(byte[] part) throws MalformedFileException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(part));
            try {
                return String.join("\n", lines(xml));
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedFileException("The package is damaged: its content types are no XML.", e);
        }
    }

    private static List<String> lines(XMLStreamReader xml) throws XMLStreamException {
        List<String> lines = new ArrayList<>();
        while (xml.hasNext()) {
            xml.next();
            if (xml.isStartElement()) {
                lines.add(begin(xml.getName().toString(), attributes(xml)));
            } else if (xml.isEndElement()) {
                lines.add("end");
            } else if (xml.hasText() && !xml.getText().isBlank()) {
                lines.add("text " + xml.getText());
            }
        }
        int signature = lines.indexOf(OF_SIGNATURE);
        if (signature >= 0 && lines.get(signature + 1).equals("end")) {
            lines.subList(signature, signature + 2).clear();
        }
        return lines;
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeName(i).toString(), xml.getAttributeValue(i));
        }
        return attributes;
    }

    private static String begin(String name, Map<String, String> attributes) {
        return "begin " + name + " " + attributes;
    }
}
