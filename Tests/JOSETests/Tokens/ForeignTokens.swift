/// A key set and one token for each algorithm, all with the payload `{"sub":"ada"}`, written by another implementation.
enum ForeignTokens {
  static let keys = #"""
    {"keys": [
      {"kty": "RSA", "kid": "rsa", "n": "k9WbFLGsAHt1tyH9ZNsdQIJBt-WVdo0vYPBrmB_z3996mHAizEKEit7SNEEeg1O4pEYYAOhtzj_TBCeevMN5vbvIAOSh522lJmDcZ5b3NHerBoFLSwpSAZaOE3PZc1Pe5v9I9Gq3LqgI3eMRXfzjjasMbN7jhAD_kqUYCqz-U4vel_TR7PwixtLGpe7AB-RrvEamxmoXcVGwvG5kx4YPUGbrpM81Ob7ZsupMTjzwb8Wy9engCS1QFdRYPws3FveyQiRZwajWah4DfRmihc0_DEeoP22EuGF3CihLhK0bbMKtz1DE1kFt5RtlnLRMLgRs2eUa2ZcTQsErN7G82bcl_w", "e": "AQAB"},
      {"kty": "EC", "crv": "P-256", "kid": "ec256", "x": "5UXa7tH1XVdLT_opg3vMvHNfXqzxMXw2H82dHHOl9o4", "y": "EH2IDbM5evv9SdGBrh5SVyr7JpJbcJglgOu72tHISp4"},
      {"kty": "EC", "crv": "P-384", "kid": "ec384", "x": "Rh1QwWYd3443hvzE-xOLWRyIzbnvQjSf4StDFf2Z4LpsMBsrjrN3gcK9sAmTpsG0", "y": "p_9dTCGjH45a3wV1JqxXzBgD8taN0kaZeI97BABWCdNpxNxNoGJX4y_3QjCqW1l3"},
      {"kty": "EC", "crv": "P-521", "kid": "ec512", "x": "AW8cvUl8mm_R8gUyT3-Isq9Lx___38JcDJaPliv7hvawXWozglAMaNw5y_AidzSkoHdCT2zW1KWAdzeSbrRsv8cs", "y": "AAwx8j1pas1IxnP3Npbw_mloFXrIkhdm8sFEayGK89gOuqAiI_rsBybgiRXucV6HflQ7u_rVzY9GKg-ZLe8eNovd"},
      {"kty": "OKP", "crv": "Ed25519", "kid": "ed", "x": "KMmVmDz6bMqUxPiQoKZGaoVJ5JuJMDdwMTrTO290uUs"},
      {"kty": "oct", "kid": "secret", "k": "AAAA"},
      {"kty": "EC", "crv": "secp256k1", "kid": "koblitz", "x": "AA", "y": "AA"}
    ]}
    """#

  static let tokens = [
    """
    eyJhbGciOiAiUlMyNTYiLCAia2lkIjogInJzYSJ9.eyJzdWIiOiJhZGEifQ.ZRMlxA9xGpJxTqj9ponOHNetoOoKUw6rYklFuxBD\
    JRMXgMLf7wJZoJt2oq0IpAVOD9sjldBLRJQK1Aiv0mDxebn3o2TVEyheoWdkXnb-ne9HinCsZmtljM5OtVHiKsa15A8GJN6MrFmH\
    eSnw5xMzrf7awdE7GNPL_dvyatBz3uy6eCbuXCraGgHQqT0myO3uiX-aY54Vb1dU2SZIT9PHaRVFX0gKT9o4Xlh1Q6m1op047BcN\
    8qmFuIStsGIZaYmkrP7HWoa7QnASxwV-S6MhKuWK7bEYHRvG9w-gztsoCE3YhaMTw5LF--FG9g_zKlcqbGK5oek-_YRMzx2crwku\
    QA
    """,
    """
    eyJhbGciOiAiUFMyNTYiLCAia2lkIjogInJzYSJ9.eyJzdWIiOiJhZGEifQ.Jzls2BzPSc8wci4HStB1m2yfII7kG1qd6abF_GQe\
    cQJj7PmtXA2NSNft1WUQa3VseF6jGcF_bqdjrAxTpxf-8RUoRTpkKyocPm48R_5mMRwhh0x9c0wypSGnqr_msjVxe1Zm39_fdVMd\
    HZ6T9q1y4w2ibjvfWKNjjmSs7kSrUStg7RxKH3kVk4a6rwjJyfOQEt8ZA9FFz04yQqFnZgf16x3qCXFS1NDWN0jsK9kxx3UOOIqm\
    rPj8IUv0KTmdARfpFlDSAyJqHWd2_vxk3BDAqy29_ZZ3XWj361W6avb-MiSAZc0qp_zU45hvJgC2bch3Dqd9UgBrydkNs9BnjEOb\
    Ew
    """,
    """
    eyJhbGciOiAiUlMzODQiLCAia2lkIjogInJzYSJ9.eyJzdWIiOiJhZGEifQ.Gu6OTE0cQ0Umn6o62x6ySc_Hn7pZMXHD2zezAnL6\
    W3fSN2FMUjudcjisq1-JwjhhnwfP6OusgmJ2dQHe3QHB5F6UadkDJZYnR_0ZlCyO_AQptflDGctCjjOlWFqm2pmR337zKyTRMKel\
    6K0jz0HvVQfqqOo4RcfX0d2KZ4k_MQuFgiAszmdS5krIEIZ5MEpqzGplq0AP2BqBspap-3aP1eAT3JqKPzjvMaViDOp5P2kR2u2o\
    tN0Sp7NWv3rJj165PhgtguTvF5EnCN5njww41Cq7lB59n9uHUVd5quRIOpcK8ImyK8ggNwnLU4EUwz_dWAA3SoKFOBedJpi1PKtt\
    Yw
    """,
    """
    eyJhbGciOiAiUFMzODQiLCAia2lkIjogInJzYSJ9.eyJzdWIiOiJhZGEifQ.gRQp8oiHvPXI78fVMOOBWpBzQax9OqqBKFETG65h\
    TdAhWTR9k-TFYetsWyhNgDzrhUZ87ZEBhFdwR6og6SioVT5KLc6GApQUChAExV4nb8kL_5Hcg3LaMnQBLKauVNOPqjOOOG1GzZ-N\
    FFjsdomPow5uq6F-jTLKCrcyG8OjoERzp8BUWd4XX80oqZL2VFrJaM4HFuCNk9_HB_btMh3pglTdnUtdXoB2jQVFs6TjKHQ-5vrf\
    BkQPzBvQkBI8cxu86Rib3K-s1tOIeARi9bt6Pdbsz-4lYsZBy275VFRFaRLbLcg3JIUHPfHuUnhArdamMUFH_GYDrhq_B3kXBZpL\
    cQ
    """,
    """
    eyJhbGciOiAiUlM1MTIiLCAia2lkIjogInJzYSJ9.eyJzdWIiOiJhZGEifQ.hZ2Q6IVF7b70EbtxSntOZzgr6cU5kvXQspaO5TkT\
    xhtKABZiD646R71qa0xjZVgEZO-y6ek32L6fGd5CIMS_T0iv3HHcZ2he-8c56NwU6RkKRyfmjOr4mI0H1ppQSalH-pV9BQw1IwTM\
    UxqyhV8bpqA-3BPRIF_oe3P9r6ddDjeOI5JsPsLtaP_U9zYrxbSheAFpNfr4DTBDdM_cMvpFxGYqi_ztbU6y0evL91vsHd5BLfvI\
    Vv-M_O97j3D6eLIBceA-JatKJ8kz5xSGbs9SbkePZK2VYTQY4YT0kGC-ttQYc5lJglJn8H5qgwY7AFbVtA3xz5Yt7-JDWWQX-Wxg\
    Jg
    """,
    """
    eyJhbGciOiAiUFM1MTIiLCAia2lkIjogInJzYSJ9.eyJzdWIiOiJhZGEifQ.iWnlYaAdDXNdjBPjGf1kwkrLlNoXfQ7lDmRJbmdC\
    UTnuk5-WAXMoEqXZdyg50q_70ntjb928SXAoqfmwZnzfS5Nc-CkDrOftK03wAa-9Djzg1oiQbofzeW35upayM-48k4n-rBW2227r\
    b3Nh90loAcaHMIplBnSDSXabWiPGRz2OF7kDY3D8jk4KAwyfBC4vkAqNLx9Vg5JwqQHCuYDMUitkP4-zbr_VCwyau3o14ZRob8C3\
    -65cvLfJ17isxHB0Tua5D9jfqGpCavtSfFBGhei8vs9dca3HYIlg6RpmodDh9ox_8zCrzdFiWgs6ZMOg02_OEhHasJc-FFCPNb-j\
    qA
    """,
    """
    eyJhbGciOiAiRVMyNTYiLCAia2lkIjogImVjMjU2In0.eyJzdWIiOiJhZGEifQ.JjuDVhEbAu1pJgJEU19p9TCiEd5TzfMCxGqDM\
    UCj_KxONU165crnoMy4ql1ufigRATh6iypaeSvgZQMs-lh8Aw
    """,
    """
    eyJhbGciOiAiRVMzODQiLCAia2lkIjogImVjMzg0In0.eyJzdWIiOiJhZGEifQ.VmFIUj_DOdGHRfmZ4XrQsMyku2gotaLdT_zJX\
    QD9bhiHBzrYcLsAcdnRPmcU3kD44HiCtoPZY-ahyQW5amMqw8kSkzl2w5HjC5SrLgtLK83tNTbn_khcl6duJZLTS2E6
    """,
    """
    eyJhbGciOiAiRVM1MTIiLCAia2lkIjogImVjNTEyIn0.eyJzdWIiOiJhZGEifQ.Ad2dsqpcohnIK8Z5CKosF3N7NDhaaIiBGiV-_\
    IYK5Mop8h1a-JA_6rqhe_j3rB9f-5UhkraOeSnGWbfAUnGeaszoAcl1l8utTsOSZb8xasIbOyTxlK67_QNNBNnX4Ejsa3JvjNG4n\
    RRHUdNBxCXGxJCoQQ_uDmU_ZpfLsgnEI8WaVv7n
    """,
    """
    eyJhbGciOiAiRWREU0EiLCAia2lkIjogImVkIn0.eyJzdWIiOiJhZGEifQ.PAFU3c8zD9EgLLUaHJUjU-nOEmB-PVauB5UiVpssc\
    iDJNAc6OahBzTDvUyxf2Tl2WLw2L6EGj1y1ndKK_aAQBA
    """,
  ]
}
