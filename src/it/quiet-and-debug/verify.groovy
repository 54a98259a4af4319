def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') }

def (quiet, debug) = new File(basedir, 'build.log').getText('UTF-8').split('(?=\\Q[DEBUG]\\E)', 2)
assert !quiet.contains('[INFO]') && !quiet.contains('hello.ps1')
assert debug.contains('[INFO] [1/1] signed') && debug.contains('hello.ps1')

def included = (debug =~ /Included: org\.bouncycastle:([a-z0-9-]+):jar:([0-9.]+)/).collect { [it[1], it[2]] }.unique()
assert included*.getAt(0) as Set == ['bcprov-lts8on', 'bcutil-lts8on', 'bcpkix-lts8on'] as Set
assert included.size() == 3 && (included*.getAt(1)).unique().size() == 1
// A range would make Maven ask which versions there are.
assert !(debug =~ /org[.\/]bouncycastle\S*maven-metadata/)
assert !(debug =~ /bc(prov|util|pkix)-lts8on[^\n]*[\[(]\d[^\n]*[)\]]/)
return true
