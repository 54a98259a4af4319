['one', 'two', 'three'].each { module ->
    def report = new groovy.json.JsonSlurper().parse(new File(basedir, "$module/target/authenticode/verification-report.json"), 'UTF-8')
    assert report.project.artifactId == module
    assert report.files*.path == ['files/a.ps1', 'files/b.ps1'] && report.files*.outcome == ['trusted', 'trusted']
}
assert !new File(basedir, 'build.log').getText('UTF-8').contains('not marked as thread-safe')
return true
