def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('names 2 identities: <keystore>, <testCertificate>')
assert !log.contains('c4nary')
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
