import java.security.KeyStore

def made = KeyStore.getInstance(new File(basedir, '../setup-keystore/made.p12'), 'changeit'.toCharArray())
def pem = new File(basedir, 'key.pem')
pem.text = '-----BEGIN PRIVATE KEY-----\n' + made.getKey('signer', 'changeit'.toCharArray()).encoded.encodeBase64(true).toString().trim() + '\n-----END PRIVATE KEY-----\n'
def der = new File(basedir, 'signer.cer')
der.bytes = made.getCertificate('signer').encoded

def tokens = new File(basedir, 'tokens')
tokens.mkdir()
def conf = new File(basedir, 'softhsm2.conf')
conf.text = "directories.tokendir = $tokens\nobjectstore.backend = file\nlog.level = ERROR\n"
def library = { String... names ->
    names.collectMany { n -> ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].collect { new File("/usr/lib/$it$n") } }.find { it.exists() }.path
}
def softhsm = library('softhsm/libsofthsm2.so')
def run = { Object... command ->
    def builder = new ProcessBuilder(command*.toString()).redirectErrorStream(true)
    builder.environment()['SOFTHSM2_CONF'] = conf.path
    def process = builder.start()
    process.outputStream.close()
    def said = process.inputStream.text
    assert process.waitFor() == 0 : said
}
['release', 'other'].each { token ->
    run('softhsm2-util', '--init-token', '--free', '--label', token, '--so-pin', '12345678', '--pin', 'c4nary-P1n')
    run('softhsm2-util', '--import', pem, '--token', token, '--label', 'signing', '--id', '01', '--pin', 'c4nary-P1n')
    run('pkcs11-tool', '--module', softhsm, '--token-label', token, '--login', '--pin', 'c4nary-P1n',
            '--write-object', der, '--type', 'cert', '--label', 'signing', '--id', '01')
}

// As setup-azure does.
def file = new File(basedir, '../pkcs11-softhsm/invoker.properties')
if (file.exists()) {
    def all = new Properties()
    ['SOFTHSM2_CONF': conf.path, 'PKCS11SPY': softhsm, 'PKCS11SPY_OUTPUT': new File(basedir, 'calls').path,
     'SPY_LIBRARY': library('pkcs11-spy.so', 'pkcs11/pkcs11-spy.so')].each { all["invoker.environmentVariables.$it.key" as String] = it.value }
    file.withWriterAppend('ISO-8859-1') { it.write('\n'); all.store(it, null) }
}
return true
