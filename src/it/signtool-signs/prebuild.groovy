import io.github.authenticode.testing.sample.SampleFiles

['azure/-q.exe', 'azure/@list.exe', 'azure/100% & more.exe', 'azure/Größe.exe', 'azure-metadata/a.exe', 'keystore/a.exe',
 'thumbprint/a.exe', 'subject/a.exe', 'container/a.exe', 'thumbprint/twice.exe'].eachWithIndex { name, i ->
    def file = new File(basedir, "files/$name")
    file.parentFile.mkdirs()
    file.bytes = SampleFiles.pe(500 + 8 * i) // identical files would be signed once
}
return true
