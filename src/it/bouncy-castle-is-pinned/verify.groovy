def log = new File(basedir, 'build.log').getText('UTF-8')
def included = (log =~ /Included: org\.bouncycastle:([a-z0-9-]+):jar:([0-9.]+)/).collect { [it[1], it[2]] }.unique()
assert included*.getAt(0) as Set == ['bcprov-lts8on', 'bcutil-lts8on', 'bcpkix-lts8on'] as Set
assert included.size() == 3 && (included*.getAt(1)).unique().size() == 1
// A range would make Maven ask which versions there are.
assert !(log =~ /org[.\/]bouncycastle\S*maven-metadata/)
assert !(log =~ /bc(prov|util|pkix)-lts8on[^\n]*[\[(]\d[^\n]*[)\]]/)
assert log.contains('[1/1] signed')
return true
