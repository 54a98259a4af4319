def installed = new File(localRepositoryPath, 'it/sign-attached-artifact/1-SNAPSHOT/sign-attached-artifact-1-SNAPSHOT-setup.ps1')
assert installed.text.contains('# SIG # Begin signature block')
assert installed.bytes == new File(basedir, 'setup.ps1').bytes
return true
