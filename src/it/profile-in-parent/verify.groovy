def builds = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects').drop(1)
assert builds.size() == 4
assert builds[0].contains('BUILD SUCCESS') && builds[0].count('No file to sign.') == 2 && builds[0].count('No file to verify.') == 2
assert builds[1].contains('BUILD SUCCESS')
assert new File(basedir, 'app/files/hello.ps1').text.contains('# SIG #')
assert builds[2].contains('No file to sign or verify in any of 2 modules; it:profile-in-parent: 0 of 0 files were selected; the folder files does not exist; it:lib: 0 of 0 ')
assert builds[2].contains('or set <failIfNoFiles>never.')
assert builds[3].contains('No file to sign or verify: 0 of 0 files were selected; the folder files does not exist.')
return true
