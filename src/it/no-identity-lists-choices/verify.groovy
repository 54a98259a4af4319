def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('The configuration does not say who signs.')
assert log =~ /exactly one of <artifactSigning> .* <keystore> .* and <testCertificate>/
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
