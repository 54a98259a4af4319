def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/authenticode/${it}-report.json"), 'UTF-8') }
def names = ['ps1', 'psm1', 'vbs', 'js', 'wsf'].collect { "files/hello.$it".toString() } as Set
def signed = report('signing'), verified = report('verification')
assert signed.files*.path as Set == names && signed.files*.outcome as Set == ['signed'] as Set
assert verified.files*.path as Set == names && verified.files*.outcome as Set == ['trusted'] as Set
assert signed.testCertificate && verified.testCertificate
assert signed.files.every { it.sha256Before != it.sha256After && it.signatures[0].timestamp }
assert signed.files.collectEntries { [it.path, it.sha256After] } == verified.files.collectEntries { [it.path, it.sha256] }

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('TEST CERTIFICATE') && log =~ /\[5\/5] signed /
return true
