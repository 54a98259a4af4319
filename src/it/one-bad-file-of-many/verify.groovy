def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('files/m.cab') && log.contains('1 of 3 files could not be signed; it is as it was.')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/signing-report.json'), 'UTF-8')
assert report.files*.path == ['files/a.ps1', 'files/m.cab', 'files/z.ps1']
assert report.files*.outcome == ['signed', 'failed', 'signed']
assert ['a', 'z'].every { new File(basedir, "files/${it}.ps1").text.contains('# SIG # Begin signature block') }
assert new File(basedir, 'files/m.cab').bytes == ('MSCF' + '\0' * 200).bytes
return true
