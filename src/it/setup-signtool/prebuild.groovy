import io.github.authenticode.engine.embedded.testcertificate.TestAuthority
import io.github.authenticode.signtooldouble.SigntoolDoubleKit
import io.github.authenticode.testing.LoopbackTsa
import io.github.authenticode.testing.WarmWine
import java.security.MessageDigest
import java.security.cert.CertificateFactory
import java.time.Clock

// A genuine signtool comes with keys beside it, laid out as .ci/oracle does: bin/signtool, work/signer.pfx, dlib/dlib_exfh.dll …
def genuine = signtool && signtool != 'double'
def command = genuine ? new File(signtool) : SigntoolDoubleKit.install(new File(basedir, 'double').toPath()).toFile()
def home = genuine ? command.absoluteFile.parentFile.parentFile : new File(basedir, 'double/files')
def keys = genuine ? new File(home, 'work') : home
def dlibs = genuine ? new File(home, 'dlib') : home
if (new File(home, 'prefix').directory) {
    WarmWine.start(home.toPath()) // ends with this JVM, as the authority below does
}
def authority = TestAuthority.open(new File(basedir, '../test-certificate').toPath(), Clock.systemUTC())
def certificate = { new File(keys, it).withInputStream { CertificateFactory.getInstance('X.509').generateCertificate(it) } }
def pem = { "-----BEGIN CERTIFICATE-----\n${Base64.mimeEncoder.encodeToString(it.encoded)}\n-----END CERTIFICATE-----\n" }
def roots = new File(basedir, 'roots.pem')
roots.text = pem(certificate('ca.cer')) + pem(authority.root())

// What stands between the plugin and signtool notes each call, and of the client secret a digest only.
def spy = new File(basedir, 'signtool')
new File(basedir, 'calls.log').delete()
spy.setText("""#!/bin/sh
printf '%s %s\\n' "\$(printf %s "\$AZURE_CLIENT_SECRET" | sha256sum | cut -c 1-64)" "\$*" >>'$basedir/calls.log'
exec '$command' "\$@"
""", 'UTF-8')
assert spy.setExecutable(true)

def found = new Properties()
found.putAll('it.signtool': spy.path, 'it.keys': keys.path, 'it.dlib': "$dlibs/dlib_exfh.dll" as String,
             'it.metadata': "$dlibs/metadata.json" as String, 'it.roots': roots.path,
             'it.tsa': LoopbackTsa.start(authority).url() as String,
             'it.thumbprint': MessageDigest.getInstance('SHA-1').digest(certificate('signer.cer').encoded).encodeHex() as String)
new File(basedir, 'signtool.properties').withOutputStream { found.store(it, null) }
return true
