def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('<serverId>') && log.contains('<passwordEnv>')
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
