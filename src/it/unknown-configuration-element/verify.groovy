def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('<trustedRoot> is no parameter of this plugin; <trustedRoots> is.')
assert log.contains('<digestAlgorithm> is no parameter of this plugin')
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
