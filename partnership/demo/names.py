"""Names as Ghana writes them, put together at random: Akan, Ewe, Ga, Dagbani and Hausa, day names included."""

from random import Random

from partnership.participants.vocabulary import Sex

GIVEN = {
    Sex.FEMALE: (
        "Adjoa", "Adwoa", "Abena", "Akua", "Yaa", "Afia", "Ama", "Akosua", "Esi", "Efua", "Ekua", "Araba", "Maame Serwaa", "Naa Dɛdɛi", "Naa Ɔkaikɔi",
        "Dzifa", "Mawuɛna", "Sɛnam", "Ɖela", "Ŋutifafa", "Akɔfa", "Kɔkui", "Ayisha", "Wunpini", "Rahinatu", "Suhuyini", "Hajara", "Fatimata", "Memunatu",
    ),
    Sex.MALE: (
        "Kwasi", "Kwadwo", "Kwabena", "Kwaku", "Yaw", "Kofi", "Kwame", "Kɔdzo", "Kɔmla", "Kɔku", "Yao", "Kwɛsi", "Kojo", "Ɛbo", "Nii Lante", "Nii Tɛtɛ",
        "Sɛlɔrm", "Ɛdɛm", "Mawuli", "Elikɛm", "Ŋuŋyagbe", "Abubakari", "Fuseini", "Neindow", "Alhassan", "Mohammed Awal", "Baba Seidu", "Yakubu",
    ),
}  # fmt: skip
FAMILY = (
    "Ɔsɛi-Bonsu", "Ɔpɔku", "Amoakɔ", "Nyarkɔ", "Addɔ", "Agyɛman", "Boatɛŋ", "Mɛnsa", "Owusu-Ansa", "Asɛm", "Frimpɔŋ", "Gyamfi", "Darkɔ", "Asantɛ", "Sarpɔŋ",
    "Tɛttɛ", "Lartɛy", "Ankra", "Kpakpo", "Ɔkai", "Agbɛko", "Dzɔkɔtɔ", "Ametɛpe", "Kugblɛnu", "Fiagbe", "Ɖɔgbɛ", "Iddrisu", "Yahaya", "Abdulai", "Issahaku",
    "Tanko", "Zakaria", "Ŋmaadaa", "Baŋsi", "Quaisie", "Ɛshun", "Ɔtoo", "Aidoo", "Bɛntsil", "Kumi",
)  # fmt: skip


def draw_name(random: Random, sex: Sex) -> tuple[str, str]:
    """Given and family name of an invented person."""
    group = sex if sex in GIVEN else random.choice(list(GIVEN))
    return random.choice(GIVEN[group]), random.choice(FAMILY)
