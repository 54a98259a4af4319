def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('allowInRelease')
assert new File(basedir, 'files/hello.ps1').text == "Write-Output 'Hello'\n"
return true
