def outputs = [new File(basedir, 'build.log'), new File(basedir, '../setup-softhsm/calls')]
basedir.eachDir { it.eachFileRecurse(groovy.io.FileType.FILES) { file -> outputs << file } }
assert !outputs.findAll { it.name != 'calls' }.any { it.getText('ISO-8859-1').contains('c4nary') }

def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "signed/target/authenticode/${it}-report.json"), 'UTF-8') }
assert report('signing').signing.identity == 'pkcs11' && report('signing').files*.outcome == ['signed']
assert report('verification').files*.outcome == ['trusted']

def log = new File(basedir, 'build.log').getText('UTF-8')
def failed = log.split('Failed to execute goal ').drop(1).findAll { it.contains('on project ') }
assert ['wrong-one', 'wrong-two'].every { module -> failed.any { it.contains("on project $module: ") && it.contains('refused the PIN') } }
assert !failed.any { it.contains('on project signed: ') }
assert outputs[1].getText('ISO-8859-1').readLines().count { it ==~ /\d+: C_Login/ } == 1
assert !new File(basedir, 'wrong-one/files/hello.ps1').text.contains('SIG #')
return true
