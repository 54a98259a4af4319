def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def log = new File(basedir, 'build.log').getText('UTF-8')
// Maven 4 says so itself, before any plugin runs.
assert log =~ /(?i)could not decrypt (the )?password/
assert log.count('BUILD SUCCESS') == 1
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/verification-report.json'), 'UTF-8')
assert report.files*.outcome == ['trusted']
return true
