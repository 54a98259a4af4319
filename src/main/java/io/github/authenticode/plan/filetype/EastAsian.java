package io.github.authenticode.plan.filetype;

import java.nio.charset.Charset;
import java.util.List;

/**
 * The distinction of text in a double-byte code page from Western text. By their ranges alone nearly all of the latter
 * is valid in the former: the two bytes of "ür" are an ideograph. But East Asian text has such characters in a row, and
 * Western text does not.
 */
final class EastAsian {
    /** Simplified Chinese, Japanese, Korean, traditional Chinese: the code pages 936, 932, 949 and 950. */
    private static final List<String> CODE_PAGES = List.of("GBK", "windows-31j", "x-windows-949", "Big5");

    private EastAsian() {}

    static boolean isPlausible(byte[] bytes) {
        return CODE_PAGES.stream()
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .anyMatch(page -> TextEncoding.decodes(bytes, page) && hasTypicalCharacters(bytes, page));
    }

    /** Two double-byte characters in a row, or one of the commonest, which begin where Western text has capitals. */
    private static boolean hasTypicalCharacters(byte[] bytes, Charset page) {
        boolean japanese = page.name().equalsIgnoreCase("windows-31j");
        int inARow = 0;
        for (int i = 0; i < bytes.length; i++) {
            int lead = bytes[i] & 0xFF;
            boolean halfWidth = japanese && lead >= 0xA0 && lead <= 0xDF;
            if (lead < 0x80 || halfWidth || i + 1 == bytes.length) {
                inARow = 0;
                continue;
            }
            int trail = bytes[++i] & 0xFF;
            inARow++;
            boolean common = !japanese && lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
            boolean kana = japanese && (lead == 0x82 || lead == 0x83);
            if (inARow > 1 || common || kana) {
                return true;
            }
        }
        return false;
    }
}
