import Testing

/// Keys made for these tests alone, by other tools; nothing else uses them.
struct TestKey: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let pem: String

  init(_ name: String, _ pem: String) {
    testDescription = name
    self.pem = pem
  }
  /// RSA, PKCS#1.
  static let pkcs1 = TestKey(
    "pkcs1",
    """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEpQIBAAKCAQEA7mCEoNP+k73a8R0lCpMQcN/UPy+DrTqOB5uONP45c4OR3U+N
    bRLIppRysNbzG6Katjs8DoSrjV/VODYPiT/9OxUpja4qk5cjHwI6iauzjX9M7Y9D
    whb3jGsT6zahqk9OL91NgtgEsNayC+ahk0UqxMlFjteSisJQoEUJsiwDrCteg4rx
    yzpG62abOE0Vrkvf0/iMN/kotu2hcwL90Y4eMSYREvDjuMLo1T8dalUQeJGE9VFk
    4bO3vssyoQ3kSFsX1z9bf5HbeX/+cY7KXuMEpH99j3J/XUqdYpgqM9AvLLQU2qeJ
    rY10ZsfEzxy0DC7SG4dHw3ebYoEPFpoPK1vNnwIDAQABAoIBAC1SFGUvaPtV4UZu
    MBiulTWgmI3azsIkm9Q+cu8IVovru9PDyDOwmo1xM80DUP00EQ4MfQKVnrgmPDeP
    r6x8ifytrVTOhDHDTl4a4l5CUsTYKxwPXOaNz0rXINZbcKkcotTe0lnKEDo+12MD
    2jxRrivzyFG8EpRnFUUjWxCQ5bHZvwzru/lPo+RBlD5/eZDuLuTKAwupkKdhoPQd
    u1b7EirvU/1jZQq7pbmveUuRX66dTcJKGu28RDHqD9GzolTiEkoa/a/lQXPsJJNm
    ccE99UIYgaM03bgy0J9NfxFRg9YPqwcDLWvZ9wJZVMq6f08jpdKB321rqJvo5eNQ
    jPhQHyECgYEA/Nuj0y3Dx3FsvsWaDuj8qWPmXmawXRxyzCjSVnCIZnavlthayOSK
    I4zHcybg253D0VnKz2OAy+j8XbiEnUNcwPbMsAwq7BMKmKRAeJuY/y0QmjBVlnrC
    yJNnS1lre+oOvk3QEgr8Q/SoXqpsahWzTGI3/gBHi8/zK6t+omIS470CgYEA8VbQ
    LBJVw7DDCOhPFzLyWXgGLwQPlueaTWfNjWT/8Pf8tFFIEC8FEXB3Rm5Mcf/D/w9T
    B7sH5l3GP8BHHpMpa5VObmllwcO0F9HYnBANz+HS6QxNoAyD3qC2x7OsVw9Kqvqs
    zjGUAcJojzvL8VYAJVxy/3vKHLsKHLIQKPeyHosCgYEAgUBUsbIHDX/xMmMXqN93
    p66lJ0QeirnsBGgpfH3xe07X2qelYGNSKXHg0f/hmOFAI1de0DvwrkreFZooT6sL
    UqfVYXgWyK3DENuFCSGgR2/luKtUVKNTxetzNZTz2FeASc7EuTRcVvBM0HcVC/Uj
    vbvHG1NRPyqBBqWXCbJQLZECgYEAwxZLJyUXIR5VOnEX5gfv8jTcwsrEk1ba27GK
    br7zSeYc5+JAn5xyu1svf8aPkyOOWzMXCku9IhIxvL0AgI2zUN0bzpLyh8RcY1jl
    gZpUn/PLW0nvwe37903xEtOB/8pDsJz8bZ2UKCvv+8D5pje/3HO0HiQCCGGF1hZ2
    i7dWy+sCgYEA5QTojHMpBxtNscfzoT3E94oMLczDmZGvuvOAwqBoN1aR6pl9Bf8r
    CzUM+aHlohdgNT6sIFzYiW6vGs5o4yvmxtQjG4i6SwXfpoUNgD++x3H5n+FreQHs
    rsUkCSIUAWolzh0I2pUBbZRYoBvRq1U0TFGU1h+wQlMt2nK/j7+X8mA=
    -----END RSA PRIVATE KEY-----
    """)

  /// P-256, SEC1, with a block of parameters before the key.
  static let sec1 = TestKey(
    "sec1",
    """
    -----BEGIN EC PARAMETERS-----
    BggqhkjOPQMBBw==
    -----END EC PARAMETERS-----
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIMn7nY14kkIJsymDlKDqKVNkuJHnrXI6eZ7Nv1+OJxAyoAoGCCqGSM49
    AwEHoUQDQgAElAjlqkOp0lLBfV0EPFFqpNgf9gsR7PHJP+3JwiY+Yx5keKrE4BPp
    pzl00RC8G3iFuJMRwImvrIeqF2UPbqtg0A==
    -----END EC PRIVATE KEY-----
    """)

  /// The key of `sec1` with its point compressed.
  static let compressed = TestKey(
    "compressed",
    """
    -----BEGIN EC PRIVATE KEY-----
    MFcCAQEEIMn7nY14kkIJsymDlKDqKVNkuJHnrXI6eZ7Nv1+OJxAyoAoGCCqGSM49
    AwEHoSQDIgAClAjlqkOp0lLBfV0EPFFqpNgf9gsR7PHJP+3JwiY+Yx4=
    -----END EC PRIVATE KEY-----
    """)

  /// PKCS#8.
  static let p384 = TestKey(
    "p384",
    """
    -----BEGIN PRIVATE KEY-----
    MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDAABQbHWO7OoiutTU10
    HRO70meuqsZZa++JOM+PhbVJSM3E4vOlCFe5sFdXsqjF8eWhZANiAAR/9ZtuWw2o
    2GtivFxDHaSTvtDUrm/R3r9gDJCYM4RylAJchqfITuvIdscdhkpi9GwE0sLby5CF
    g9LZ9zry3EQ4LkP+MkIFpvRk4DZKHqpa4D9BlQ9auzqpgl2RRLRQobw=
    -----END PRIVATE KEY-----
    """)

  /// PKCS#8.
  static let p521 = TestKey(
    "p521",
    """
    -----BEGIN PRIVATE KEY-----
    MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBrSUKEjyQhBDA9iqe
    ccAHPdQ+pMUElh/Xqfe3CKdMnFDId6EK938U14EFP7x4U2PzS3ZTD80wPD/57h/H
    sOF1WhyhgYkDgYYABACWRvedeMfaIbGA+2xRzgKq78HgUJsYJTr624G1pUSbcePS
    y04gMqaZNCgOFjmaQqGcC1mixQII4buXqs/RX/PieQGDysMBJs1++y+wJVjnfgX1
    9KZdj/OQWjRrv1gCNlC8hCP5c3RAvnlIRr1DLL9l1Lo81ORwVAkgyx4H4XH+DiPk
    hA==
    -----END PRIVATE KEY-----
    """)

  /// PKCS#8.
  static let ed25519 = TestKey(
    "ed25519",
    """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIFe0RN/k9Vq4ULv0pGnw8AnPcjjOqtQc4hvRPfA+NmLT
    -----END PRIVATE KEY-----
    """)

  /// The key of `sec1` under a passphrase.
  static let encrypted = TestKey(
    "encrypted",
    """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiL5jc8QC9RaQICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEH4njJuL0AB5Lb4X2ktPymoEgZCg
    P+Xhh1CufPT0ir281hZJzCzXJAjF1Ql4SLtYddPip4p7StyyPABcJ2dbCWxmJdjS
    bi4kEQlW7xfLRzrfsoSQfV4KUOYqJuVvJwc5plvQlWPQrAZ5qHW6b1QLIoLwLWfO
    PfUlvTIKI/skbudFUUSXcoA5A/8JZfg8SJDCeb0HnfVpzGBdMoMRzIUZ7iqp/00=
    -----END ENCRYPTED PRIVATE KEY-----
    """)

  /// RSA with 1,024 bits.
  static let weak = TestKey(
    "weak",
    """
    -----BEGIN RSA PRIVATE KEY-----
    MIICXgIBAAKBgQCkNdRlNflYX1NY2bW6OPfJr22lWaEbBRAgYLnE4BFLDrqrIg6F
    NWT27HVvgoQJzZJrynmLCRspewsxDosNr+dPVLMc5NCdQk+Awkcpp06sYkkMb6W8
    T8vA1BSg7Bdh8qDQBqbUatlMhqdjLj1Nycx+j0GrowTnbg0pQDY+O5W5sQIDAQAB
    AoGAFW41BvRxUzg1n23iSqhupjKv45l77hPOE/uroub/OsV0VSs/q+DZCWS4utHU
    u5bJmim1jRCmK9a0EjXsrd+cF0fOuOqfVMqXu64FJJmqiF8vL+eM56eemB6lpckL
    +hTitK4qdgq0XZvUt4126g0W/0UbTHz96xCOFNoD/a+MqsUCQQDVPtVDJXlT4JtX
    PzBn+f/VORfuv0DGYa8pu8RayMocLZLpeLjG26Vaa3/64oStp2mJSBxNfgaag2MA
    3MELPQ23AkEAxSIv8h2dNtIUU89bAf+E5qEO2cVuvZOe/hI2IV9CxyG/4u4b9wHd
    KZcbE43Ncyci99STyP0S+f7DOLWn0wpz1wJBAMWt3qLFTWi9ESPa9vOcZFXz/ESd
    VN3SVj+4yXhjJEDk2ojGGXx2xx1ABD6918LnK8VQbLRFfLelzpRRED9r1JcCQQC0
    8dNmfg4/ModcAll7tQlNFApok5M5SZXHifnLmf/WfkD+UCa1DC3vrfY5dZBeIU80
    ghgAhWL0uwaAOCVKTi7TAkEAlzxomIp151pyNoFgDxbxKdkDWNwtzXL99n72w8VZ
    loZDcOGGvTmfMJP29H06f4dkrP139/EV9TigO/hH3zkMng==
    -----END RSA PRIVATE KEY-----
    """)

  /// secp256k1.
  static let koblitz = TestKey(
    "koblitz",
    """
    -----BEGIN EC PRIVATE KEY-----
    MHQCAQEEIBDTB6s6AgoYUKfUFAfSzNXJCBNsnvx3ze3w82ech8zboAcGBSuBBAAK
    oUQDQgAEI96wGBQL1Ioo5+0JZF+NsFoOrnAJUKA6s+r5Ad2eCOSKj7uP1NA3565Q
    SjRCP1EL7IrlCsfA85ws66YOvPFvgA==
    -----END EC PRIVATE KEY-----
    """)
}
