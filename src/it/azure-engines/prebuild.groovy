import io.github.authenticode.testing.sample.SampleFiles

['embedded', 'signtool'].each { module ->
    new File(basedir, "$module/files").mkdirs()
    (1..6).each { new File(basedir, "$module/files/${it}.exe").bytes = SampleFiles.pe(500 + it) }
}
// What stands in for Azure's library has its key and certificates in files of the profile's name.
def found = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { found.load(it) }
new File(basedir, 'dlib').mkdirs()
new File(found['it.dlib']).parentFile.eachFile(groovy.io.FileType.FILES) {
    new File(basedir, 'dlib/' + it.name.replaceFirst('^profile', found['it.azure.profile'])).bytes = it.bytes
}
return true
