def outputs = [new File(basedir, 'build.log')]
basedir.eachDir { it.eachFileRecurse(groovy.io.FileType.FILES) { file -> outputs << file } }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "$it-report.json"), 'UTF-8') }
['settings', 'environment'].each {
    def verified = report("password-from-$it/target/authenticode/verification")
    assert verified.files*.outcome == ['trusted'] && !verified.testCertificate
}

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /\[WARNING\] .*(?i:timestamp)/
def unstamped = report('timestamp-disabled-warns/target/authenticode/signing')
assert unstamped.warnings.size() == 1 && !unstamped.signing.timestamp.enabled
assert unstamped.files[0].outcome == 'signed' && !unstamped.files[0].signatures[0].timestamp

def failed = log.split('Failed to execute goal ').drop(1).findAll { it.contains('on project ') }
assert failed.size() >= 1 && failed.every { it.contains('on project wrong-keystore-password: ') }
assert failed[0] =~ /(?i)codesign\.jks.*password|password.*codesign\.jks/
assert new File(basedir, 'wrong-keystore-password/files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
