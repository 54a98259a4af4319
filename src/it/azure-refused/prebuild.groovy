import io.github.authenticode.testing.sample.SampleFiles

['no-role/files/a.exe', 'no-role/files/b.exe', 'secret-id/files/a.exe', 'nobody/files/a.exe'].each {
    def file = new File(basedir, it)
    file.parentFile.mkdirs()
    file.bytes = SampleFiles.pe(500)
}
return true
