def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/verification-report.json'), 'UTF-8')
assert report.files*.outcome == ['trusted'] && !report.testCertificate
return true
