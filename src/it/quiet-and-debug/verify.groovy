def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def (quiet, debug) = new File(basedir, 'build.log').getText('UTF-8').split('(?=\\Q[DEBUG]\\E)', 2)
assert !quiet.contains('[INFO]') && !quiet.contains('hello.ps1')
assert debug.contains('[INFO] [1/1] signed') && debug.contains('hello.ps1')
return true
