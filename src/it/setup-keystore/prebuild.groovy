import java.security.KeyStore

def made = new File(basedir, 'made.p12')
def keytool = { String... arguments ->
    def command = ["${System.getProperty('java.home')}/bin/keytool", *arguments,
                   '-keystore', made.path, '-storetype', 'PKCS12', '-storepass', 'changeit']*.toString()
    def process = new ProcessBuilder(command).redirectErrorStream(true).start()
    process.outputStream.close()
    def said = process.inputStream.text
    assert process.waitFor() == 0 : said
}
def rsa = ['-genkeypair', '-keyalg', 'RSA', '-keysize', '3072', '-validity', '300'] as String[]
keytool(*rsa, '-alias', 'root', '-dname', 'CN=IT Root', '-ext', 'bc:critical=ca:true', '-ext', 'ku:critical=keyCertSign')
keytool(*rsa, '-alias', 'signer', '-signer', 'root', '-dname', 'CN=Example Ltd, O=Example Ltd, C=DE',
        '-ext', 'ku:critical=digitalSignature', '-ext', 'eku=codeSigning')
keytool('-exportcert', '-rfc', '-alias', 'root', '-file', new File(basedir, 'root.pem').path)

// The JDK's PKCS#12 takes ASCII passwords only, its JKS any.
def copy = { String name, String type, String password ->
    def from = KeyStore.getInstance(made, 'changeit'.toCharArray())
    def to = KeyStore.getInstance(type)
    to.load(null, null)
    to.setKeyEntry('signer', from.getKey('signer', 'changeit'.toCharArray()), password.toCharArray(), from.getCertificateChain('signer'))
    new File(basedir, name).withOutputStream { to.store(it, password.toCharArray()) }
}
copy('codesign.jks', 'JKS', 'c4nary-S3cret-äß')
copy('codesign.p12', 'PKCS12', 'c4nary-S3cret-env')
return true
