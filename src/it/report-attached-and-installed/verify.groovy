def installed = new File(localRepositoryPath, 'it/report-attached-and-installed/1-SNAPSHOT')
['signing-report', 'verification-report'].each { name ->
    ['json', 'html'].each { type ->
        def file = new File(installed, "report-attached-and-installed-1-SNAPSHOT-${name}.${type}")
        assert file.bytes == new File(basedir, "target/authenticode/${name}.${type}").bytes
        assert !file.getText('UTF-8').contains(basedir.path)
    }
}
return true
