def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('0 of 2 files were selected; Setup.EXE differs in case from *.exe.')
assert log.count('set <failIfNoFiles>false') == 1
return true
