def outputs = [new File(basedir, 'build.log')]
basedir.eachFileRecurse(groovy.io.FileType.FILES) { file -> outputs << file }
assert !outputs.any { !(it.name in ['pom.xml', 'verify.groovy']) && it.getText('ISO-8859-1').contains('c4nary') }

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('Failed to execute goal ')
assert log.contains('<keystore> holds a password, which a pom must not.')
assert log.contains('<serverId>') && log.contains('<passwordEnv>')
assert log.contains('<trustedRoot> is no parameter of this plugin; <trustedRoots> is.')
assert log.contains('<digestAlgorithm> is no parameter of this plugin')
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
