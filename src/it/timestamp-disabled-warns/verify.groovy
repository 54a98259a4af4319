def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /\[WARNING\] .*(?i:timestamp)/
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/signing-report.json'), 'UTF-8')
assert report.warnings.size() == 1 && !report.signing.timestamp.enabled
assert report.files[0].outcome == 'signed' && !report.files[0].signatures[0].timestamp
return true
