import io.github.authenticode.testing.SampleFiles

['azure/-q.exe', 'azure/@list.exe', 'azure/100% & more.exe', 'azure/Größe.exe', 'azure-metadata/a.exe', 'keystore/a.exe',
 'thumbprint/a.exe', 'subject/a.exe', 'container/a.exe', 'thumbprint/twice.exe'].each {
    def file = new File(basedir, "files/$it")
    file.parentFile.mkdirs()
    file.bytes = SampleFiles.pe(500)
}
return true
