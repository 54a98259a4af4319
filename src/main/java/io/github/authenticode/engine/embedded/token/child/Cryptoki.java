package io.github.authenticode.engine.embedded.token.child;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a PKCS #11 library that signing needs, called through the JDK's own binding. The binding is not
 * public, and the same from JDK 17 to 25; its KeyStore shows neither the label of a token nor a key without a
 * certificate, and cannot say a PIN again before each signature. Names and numbers are those of PKCS #11 2.40. Its
 * texts are bytes, one in each char.
 */
final class Cryptoki {
    private static final String BINDING = "sun.security.pkcs11.wrapper.";
    private static final long OS_LOCKING_OK = 2;
    private static final long SERIAL_SESSION = 4;
    private static final int MOST_OBJECTS = 1_000;

    private final Class<?> type;
    private final Object library;

    private Cryptoki(Class<?> type, Object library) {
        this.type = type;
        this.library = library;
    }

    /** A function that the library refused, by the name of its return value: {@code CKR_PIN_INCORRECT}. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String words, Throwable cause) {
            super(words, cause);
        }
    }

    /** Loads and initialises it. A library that knows no threads is called by one at a time. */
    static Cryptoki load(String path) throws Refusal, ReflectiveOperationException {
        Class<?> type = Class.forName(BINDING + "PKCS11");
        Class<?> argumentsType = Class.forName(BINDING + "CK_C_INITIALIZE_ARGS");
        Method open = type.getMethod("getInstance", String.class, String.class, argumentsType, boolean.class);
        Object arguments = argumentsType.getConstructor().newInstance();
        argumentsType.getField("flags").setLong(arguments, OS_LOCKING_OK);
        try {
            return new Cryptoki(type, invoke(null, open, path, "C_GetFunctionList", arguments, false));
        } catch (Refusal e) {
            if (!String.valueOf(e.getMessage()).contains("CKR_")) {
                throw e;
            }
            return new Cryptoki(type, invoke(null, open, path, "C_GetFunctionList", null, false));
        }
    }

    /** The slots that hold a token. */
    long[] slots() throws Refusal {
        return (long[]) call("C_GetSlotList", true);
    }

    /** The fields of CK_TOKEN_INFO that tell tokens apart, and their flags. */
    Line token(int request, long slot) throws Refusal, ReflectiveOperationException {
        Object info = call("C_GetTokenInfo", slot);
        return Line.of(
                request,
                "token",
                slot,
                info.getClass().getField("flags").getLong(info),
                text(info, "label"),
                text(info, "serialNumber"),
                text(info, "manufacturerID") + " " + text(info, "model"));
    }

    private static String text(Object info, String field) throws ReflectiveOperationException {
        return utf8((char[]) info.getClass().getField(field).get(info)).strip();
    }

    long openSession(long slot) throws Refusal {
        return (long) call("C_OpenSession", slot, SERIAL_SESSION, null, null);
    }

    void closeSession(long session) throws Refusal {
        call("C_CloseSession", session);
    }

    /** @param pin absent for a token with a keypad of its own */
    void login(long session, long user, Optional<byte[]> pin) throws Refusal {
        Object chars = pin.map(p -> new String(p, ISO_8859_1).toCharArray()).orElse(null);
        call("C_Login", session, user, chars);
    }

    void logout(long session) throws Refusal {
        call("C_Logout", session);
    }

    void end() throws Refusal {
        call("C_Finalize", (Object) null);
    }

    List<Long> find(long session, long objectClass) throws Refusal, ReflectiveOperationException {
        call("C_FindObjectsInit", session, attributes(Attribute.CLASS, objectClass));
        try {
            List<Long> found = new ArrayList<>();
            long[] some = (long[]) call("C_FindObjects", session, 16L);
            while (some.length > 0 && found.size() < MOST_OBJECTS) {
                Arrays.stream(some).forEach(found::add);
                some = (long[]) call("C_FindObjects", session, 16L);
            }
            return found;
        } finally {
            call("C_FindObjectsFinal", session);
        }
    }

    /** The value as bytes, texts in UTF-8 and numbers in decimal; empty where the object has none. */
    byte[] attribute(long session, long object, long attribute) throws ReflectiveOperationException {
        Object query = attributes(attribute, null);
        try {
            call("C_GetAttributeValue", session, object, query);
        } catch (Refusal e) {
            return new byte[0]; // CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE
        }
        Object first = Array.get(query, 0);
        Object value = first.getClass().getField("pValue").get(first);
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        return value instanceof char[] chars
                ? new String(chars).getBytes(ISO_8859_1)
                : value == null ? new byte[0] : value.toString().getBytes(UTF_8);
    }

    void beginSignature(long session, long mechanism, long key) throws Refusal, ReflectiveOperationException {
        Object parameter = Class.forName(BINDING + "CK_MECHANISM")
                .getConstructor(long.class)
                .newInstance(mechanism);
        call("C_SignInit", session, parameter, key);
    }

    byte[] sign(long session, byte[] data) throws Refusal {
        return (byte[]) call("C_Sign", session, data);
    }

    private static Object attributes(long attribute, @Nullable Object value) throws ReflectiveOperationException {
        Class<?> type = Class.forName(BINDING + "CK_ATTRIBUTE");
        Constructor<?> constructor = type.getConstructor(long.class, Object.class);
        Object all = Array.newInstance(type, 1);
        Array.set(all, 0, constructor.newInstance(attribute, value));
        return all;
    }

    private static String utf8(char[] bytes) {
        return new String(new String(bytes).getBytes(ISO_8859_1), UTF_8);
    }

    private Object call(String function, @Nullable Object... arguments) throws Refusal {
        Method method = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(function) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This JDK's binding has no " + function));
        return invoke(library, method, arguments);
    }

    @SuppressWarnings("NullAway") // functions without a result give null, which nobody looks at
    private static Object invoke(@Nullable Object target, Method method, @Nullable Object... arguments) throws Refusal {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Refusal(String.valueOf(cause.getMessage()), cause);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types of attributes and classes of objects. */
    static final class Attribute {
        static final long CLASS = 0;
        static final long LABEL = 3;
        static final long VALUE = 0x11;
        static final long CERTIFICATE_TYPE = 0x80;
        static final long KEY_TYPE = 0x100;
        static final long ID = 0x102;
        static final long ALWAYS_AUTHENTICATE = 0x202;

        static final long CERTIFICATE_OBJECT = 1;
        static final long PRIVATE_KEY_OBJECT = 3;

        private Attribute() {}
    }
}
