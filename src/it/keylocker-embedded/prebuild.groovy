import io.github.authenticode.testing.sample.SampleFiles

def folder = { new File(basedir, it).with { it.mkdirs(); it } }
new File(folder('programs'), 'program.exe').bytes = SampleFiles.pe(700)
new File(folder('installers'), 'installer.msi').bytes = SampleFiles.msi(5000)
return true
