assert new File(basedir, '../test-certificate/root.pem').text.contains('BEGIN CERTIFICATE')
assert new File(basedir, 'files/hello.ps1').text.contains('# SIG # Begin signature block')
return true
