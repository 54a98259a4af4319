package demo;

/** The program of the quickstart. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("Hello from a signed program.");
    }
}
