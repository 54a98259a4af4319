def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Skipped as configured') == 5
assert log.contains('TRUST_E_NOSIGNATURE')
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
