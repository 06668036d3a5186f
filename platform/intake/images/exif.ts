/** Ce qui est retenu d'un bloc EXIF (CIPA DC-008) : date de prise de vue et position. */
export type Exif = {
  readonly priseDeVueA?: string;
  readonly position?: { readonly lat: number; readonly lon: number };
};

type Champ = { readonly format: number; readonly nombre: number; readonly place: number };

const TAILLES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
const CHAMPS_MAX = 512;

/** Lit un bloc EXIF (avec ou sans prefixe « Exif\0\0 »). Un bloc abime rend ce qui a pu etre lu, sans lever. */
export function lireExif(bloc: Uint8Array): Exif {
  const depart = Buffer.from(bloc.subarray(0, 4)).toString('latin1') === 'Exif' ? 6 : 0;
  const octets = bloc.subarray(depart);
  const vue = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const ordre = octets[0] === 0x49 && octets[1] === 0x49;
  if (!ordre && !(octets[0] === 0x4d && octets[1] === 0x4d)) return {};
  const lecteur = { vue, ordre };
  try {
    const racine = repertoire(lecteur, vue.getUint32(4, ordre));
    const prise = repertoire(lecteur, entier(lecteur, racine.get(0x8769)));
    const gps = repertoire(lecteur, entier(lecteur, racine.get(0x8825)));
    const date = dateDe(lecteur, { prise, racine });
    const position = positionDe(lecteur, gps);
    return {
      ...(date === undefined ? {} : { priseDeVueA: date }),
      ...(position === undefined ? {} : { position }),
    };
  } catch (erreur) {
    if (erreur instanceof RangeError) return {};
    throw erreur;
  }
}

type Lecteur = { readonly vue: DataView; readonly ordre: boolean };
type Repertoire = ReadonlyMap<number, Champ>;

function repertoire({ vue, ordre }: Lecteur, debut: number | undefined): Repertoire {
  const champs = new Map<number, Champ>();
  if (debut === undefined || debut + 2 > vue.byteLength) return champs;
  const nombre = Math.min(vue.getUint16(debut, ordre), CHAMPS_MAX);
  for (let i = 0; i < nombre; i += 1) {
    const ici = debut + 2 + i * 12;
    if (ici + 12 > vue.byteLength) break;
    const format = vue.getUint16(ici + 2, ordre);
    const compte = vue.getUint32(ici + 4, ordre);
    const taille = (TAILLES[format] ?? 1) * compte;
    const place = taille <= 4 ? ici + 8 : vue.getUint32(ici + 8, ordre);
    if (place + taille <= vue.byteLength)
      champs.set(vue.getUint16(ici, ordre), { format, nombre: compte, place });
  }
  return champs;
}

function entier({ vue, ordre }: Lecteur, champ: Champ | undefined): number | undefined {
  if (champ === undefined || champ.nombre !== 1) return undefined;
  return champ.format === 3 ? vue.getUint16(champ.place, ordre) : vue.getUint32(champ.place, ordre);
}

function texte({ vue }: Lecteur, champ: Champ | undefined): string | undefined {
  if (champ === undefined || champ.nombre > 64) return undefined;
  const octets = new Uint8Array(vue.buffer, vue.byteOffset + champ.place, champ.nombre);
  return Buffer.from(octets).toString('latin1').replace(/\0.*$/s, '').trim();
}

/** Date d'origine (sinon numerisation, sinon modification), en heure de l'appareil ; decalage OffsetTimeOriginal s'il existe. */
function dateDe(
  lecteur: Lecteur,
  { prise, racine }: { prise: Repertoire; racine: Repertoire },
): string | undefined {
  const brut =
    texte(lecteur, prise.get(0x9003)) ??
    texte(lecteur, prise.get(0x9004)) ??
    texte(lecteur, racine.get(0x0132));
  const lu = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(brut ?? '');
  if (lu === null) return undefined;
  const iso = `${lu.slice(1, 4).join('-')}T${lu[4] ?? ''}`;
  // une date impossible (« 0000:00:00 », 31 fevrier) n'est pas une date
  const verifiee = new Date(`${iso}Z`);
  if (Number.isNaN(verifiee.getTime()) || !verifiee.toISOString().startsWith(iso)) return undefined;
  const decalage = texte(lecteur, prise.get(0x9011)) ?? '';
  return /^[+-]\d{2}:\d{2}$/.test(decalage) ? `${iso}${decalage}` : iso;
}

/** Position en degres decimaux WGS 84, six decimales ; rien si elle est incomplete ou hors du globe. */
function positionDe(lecteur: Lecteur, gps: Repertoire): { lat: number; lon: number } | undefined {
  const lat = angle(lecteur, gps.get(2));
  const lon = angle(lecteur, gps.get(4));
  if (lat === undefined || lon === undefined || lat > 90 || lon > 180) return undefined;
  const sud = texte(lecteur, gps.get(1))?.toUpperCase() === 'S';
  const ouest = texte(lecteur, gps.get(3))?.toUpperCase() === 'W';
  return { lat: arrondi(sud ? -lat : lat), lon: arrondi(ouest ? -lon : lon) };
}

const arrondi = (degres: number): number => Math.round(degres * 1e6) / 1e6;

function angle({ vue, ordre }: Lecteur, champ: Champ | undefined): number | undefined {
  if (champ === undefined || champ.format !== 5 || champ.nombre !== 3) return undefined;
  const parts = [0, 1, 2].map((i) => {
    const haut = vue.getUint32(champ.place + i * 8, ordre);
    const bas = vue.getUint32(champ.place + i * 8 + 4, ordre);
    return bas === 0 ? (haut === 0 ? 0 : Number.NaN) : haut / bas;
  });
  const [degres = Number.NaN, minutes = 0, secondes = 0] = parts;
  const total = degres + minutes / 60 + secondes / 3600;
  return Number.isFinite(total) ? total : undefined;
}
