def log = new File(basedir, 'build.log').getText('UTF-8')
def of = { module -> log.split('(?m)^(?=\\[INFO] -+< it:)').find { it.contains("< it:$module >") } }
assert ['all', 'each', 'sign'].collect { of(it).count('Skipped as configured') } == [2, 2, 1]
assert !of('all').contains('TRUST_E_NOSIGNATURE') && !of('each').contains('TRUST_E_NOSIGNATURE') && of('sign').contains('TRUST_E_NOSIGNATURE')
['all', 'each', 'sign'].each { assert new File(basedir, "$it/files/hello.ps1").text == "Write-Output 'Hello'\n" : it }
return true
