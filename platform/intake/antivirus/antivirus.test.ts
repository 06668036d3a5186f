import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { EICAR } from '../essais/eicar-d-essai.ts';
import { juger } from '../essais/juger.ts';
import { clamd, examiner, fermerExaminateurs, sourceOctets } from '../index.ts';

const serveurs: Server[] = [];
afterEach(() => {
  for (const serveur of serveurs.splice(0)) serveur.close();
});
afterAll(fermerExaminateurs);

/** Serveur qui parle INSTREAM comme clamd : rend ce que `repondre` dit du contenu recu ; coupe apres `limite` octets. */
async function faux(repondre: (contenu: Buffer) => string, limite = 1e9): Promise<number> {
  const serveur = createServer((prise) => recevoir(prise, repondre, limite));
  serveurs.push(serveur);
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const adresse = serveur.address();
  return typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
}

function recevoir(prise: Socket, repondre: (contenu: Buffer) => string, limite: number): void {
  let recu = Buffer.alloc(0);
  prise.on('error', () => prise.destroy());
  prise.on('data', (morceau: Buffer) => {
    recu = Buffer.concat([recu, morceau]);
    const contenu = contenuEntier(recu);
    if (contenu !== undefined) prise.end(`${repondre(contenu)}\0`);
    else if (recu.length > limite) prise.end('INSTREAM size limit exceeded. ERROR\0');
  });
}

function contenuEntier(recu: Buffer): Buffer | undefined {
  const commande = 'zINSTREAM\0';
  if (!recu.toString('latin1').startsWith(commande)) return undefined;
  const parts: Buffer[] = [];
  for (let place = commande.length; place + 4 <= recu.length;) {
    const longueur = recu.readUInt32BE(place);
    if (longueur === 0) return Buffer.concat(parts);
    parts.push(recu.subarray(place + 4, place + 4 + longueur));
    place += 4 + longueur;
  }
  return undefined;
}

const texte = Buffer.from('Bonjour');
const codesDe = async (port: number): Promise<readonly string[]> => {
  const rendu = await examiner({
    source: sourceOctets(texte),
    nomDeclare: 'a.txt',
    antivirus: clamd({ hote: '127.0.0.1', port }),
  });
  return rendu.ok ? rendu.valeur.avertissements.map(({ code }) => code) : [rendu.refus.code];
};

describe('l antivirus', () => {
  it('absent se voit dans l examen', async () => {
    const rendu = await examiner({ source: sourceOctets(texte), nomDeclare: 'a.txt' });
    expect(rendu).toMatchObject({ ok: true, valeur: { avertissements: [{ code: 'antivirus-absent' }] } });
  });

  it('absent n empeche pas de reconnaitre EICAR', async () => {
    expect(await juger(Buffer.from(EICAR), 'a.txt')).toBe('refus virus');
  });

  it('qui dit sain laisse entrer, sans reserve, et a recu tout le fichier', async () => {
    const recus: string[] = [];
    const port = await faux((contenu) => {
      recus.push(contenu.toString());
      return 'stream: OK';
    });
    expect(await codesDe(port)).toEqual([]);
    expect(recus).toEqual(['Bonjour']);
  });

  it('qui trouve une menace fait refuser et la nomme', async () => {
    const port = await faux(() => 'stream: Essai.Menace.UNOFFICIAL FOUND');
    const rendu = await examiner({
      source: sourceOctets(texte),
      nomDeclare: 'a.txt',
      antivirus: clamd({ hote: '127.0.0.1', port }),
    });
    expect(rendu).toMatchObject({ ok: false, refus: { code: 'virus' } });
    expect(!rendu.ok && rendu.refus.phrase).toContain('Essai.Menace');
  });

  it('regle mais arrete, muet, en erreur ou limite en taille ferme la porte', async () => {
    const arrete = await faux(() => '');
    serveurs.pop()?.close();
    expect(await codesDe(arrete)).toEqual(['antivirus-indisponible']);
    expect(await codesDe(await faux(() => 'stream: Can t allocate memory ERROR'))).toEqual([
      'antivirus-indisponible',
    ]);
    expect(await codesDe(await faux(() => 'stream: OK, mais pas vraiment'))).toEqual([
      'antivirus-indisponible',
    ]);
    const limite = await faux(() => 'stream: OK', 1000);
    const grand = await examiner({
      source: sourceOctets(Buffer.alloc(5_000_000)),
      nomDeclare: 'a.bin',
      antivirus: clamd({ hote: '127.0.0.1', port: limite }),
    });
    expect(grand).toMatchObject({ ok: false, refus: { code: 'antivirus-indisponible' } });
    expect(!grand.ok && grand.refus.phrase).toContain('fichier de cette taille');
  });

  it('muet au-dela du delai ferme la porte', async () => {
    const serveur = createServer(() => undefined);
    serveurs.push(serveur);
    await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
    const adresse = serveur.address();
    const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
    const rendu = await examiner({
      source: sourceOctets(texte),
      nomDeclare: 'a.txt',
      antivirus: clamd({ hote: '127.0.0.1', port, delaiMs: 50 }),
    });
    expect(rendu).toMatchObject({ ok: false, refus: { code: 'antivirus-indisponible' } });
  });
});
