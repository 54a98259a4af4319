['one', 'two', 'three'].each { module ->
    def report = new groovy.json.JsonSlurper().parse(new File(basedir, "$module/target/authenticode/verification-report.json"), 'UTF-8')
    assert report.project.artifactId == module
    assert report.files*.path == ['files/a.ps1', 'files/b.ps1'] && report.files*.outcome == ['trusted', 'trusted']
}
// All three have the same two files; whoever comes first has them signed, for all of them.
def signed = ['one', 'two', 'three'].collectMany { module ->
    new groovy.json.JsonSlurper().parse(new File(basedir, "$module/target/authenticode/signing-report.json"), 'UTF-8').files
}
assert signed*.origin.countBy { it } == [signed: 2, fromIdenticalFile: 4] && signed*.sha256After.unique().size() == 2
assert !new File(basedir, 'build.log').getText('UTF-8').contains('not marked as thread-safe')
return true
