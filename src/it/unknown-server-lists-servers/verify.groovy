def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('settings.xml has no server "code-sign"; it has "codesign", "codesign-wrong", "azure", "azure-double", "azure-double-secret-id".')
return true
