def outputs = [new File(basedir, 'build.log')]
basedir.eachDir { it.eachFileRecurse(groovy.io.FileType.FILES) { file -> outputs << file } }
assert !outputs.any { it.name != 'pom.xml' && it.getText('ISO-8859-1').contains('c4nary') }

def said = [:].withDefault { '' }
new File(basedir, 'build.log').getText('UTF-8').split('Failed to execute goal ').drop(1).each { said[(it =~ /on project ([\w-]+):/)[0][1]] += it }
assert said.keySet() == basedir.list().findAll { new File(basedir, "$it/pom.xml").exists() } as Set

assert said['no-identity-lists-choices'].contains('The configuration does not say who signs.')
assert said['no-identity-lists-choices'] =~ /exactly one of <artifactSigning> .* <keystore> .* and <testCertificate>/
assert said['no-files-is-an-error'].contains('0 of 2 files were selected; Setup.EXE differs in case from *.exe.')
assert said['no-files-is-an-error'].count('set <failIfNoFiles>false') == 1
assert said['secret-in-pom-is-refused'].contains('<serverId>') && said['secret-in-pom-is-refused'].contains('<passwordEnv>')
assert said['test-certificate-refused-for-release'].contains('allowInRelease')
assert said['two-identities'].contains('names 2 identities: <keystore>, <testCertificate>')
assert said['unknown-configuration-element'].contains('<trustedRoot> is no parameter of this plugin; <trustedRoots> is.')
assert said['unknown-configuration-element'].contains('<digestAlgorithm> is no parameter of this plugin')
assert said['unknown-server-lists-servers'].contains('settings.xml has no server "code-sign"; it has "codesign", "codesign-wrong", "azure", "azure-double", "azure-double-secret-id".')
said.keySet().findAll { it != 'no-files-is-an-error' }.each { assert new File(basedir, "$it/files/hello.ps1").text == "Write-Output 'Hello'\n" : it }
return true
