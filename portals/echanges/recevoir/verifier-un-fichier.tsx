import { Alerte, Bouton, Panneau } from '@ppn/kit';
import { ShieldCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { sommer } from '../moteur/sommes.ts';

type Fichier = { readonly nom: string; readonly sha256: string };
type Verdict = {
  readonly cle: string;
  readonly nom: string;
  readonly sha256: string;
  readonly identique: string | undefined;
};

/** Compare un fichier du poste aux empreintes du depot : le calcul se fait ici, rien n'est envoye. */
export function VerifierUnFichier({ fichiers }: { readonly fichiers: readonly Fichier[] }) {
  const champ = useRef<HTMLInputElement>(null);
  const [enCours, poserEnCours] = useState<string>();
  const [verdicts, poserVerdicts] = useState<readonly Verdict[]>([]);
  const verifier = async (choisis: readonly File[]): Promise<void> => {
    poserVerdicts([]);
    for (const choisi of choisis) {
      poserEnCours(`${choisi.name}…`);
      const sha256 = await sommer(choisi, (lus) =>
        poserEnCours(`${choisi.name} : ${Math.floor((lus / Math.max(1, choisi.size)) * 100)} %`),
      ).catch(() => '');
      const identique = fichiers.find((fichier) => fichier.sha256 === sha256)?.nom;
      poserVerdicts((avant) => [...avant, { cle: `${avant.length}`, nom: choisi.name, sha256, identique }]);
    }
    poserEnCours(undefined);
  };
  return (
    <Panneau titre="Vérifier un fichier reçu">
      <div className="pile">
        <p className="petit discret">
          L’empreinte se calcule sur ce poste et se compare à celle du dépôt ; rien n’est envoyé. D’un ZIP,
          vérifiez les fichiers qu’il contient.
        </p>
        <Bouton
          icone={<ShieldCheck size={16} aria-hidden="true" />}
          enCours={enCours !== undefined}
          onClick={() => champ.current?.click()}
        >
          {enCours ?? 'Vérifier un fichier reçu'}
        </Bouton>
        <input
          ref={champ}
          type="file"
          multiple
          hidden
          aria-label="Fichiers à vérifier"
          onChange={({ target }) => {
            const choisis = [...(target.files ?? [])];
            target.value = '';
            void verifier(choisis);
          }}
        />
        {verdicts.map((verdict) => (
          <UnVerdict key={verdict.cle} {...verdict} />
        ))}
      </div>
    </Panneau>
  );
}

function UnVerdict({ nom, sha256, identique }: Verdict) {
  if (sha256 === '')
    return (
      <Alerte ton="attention" vive>
        <p>{nom} ne se lit pas sur ce poste.</p>
      </Alerte>
    );
  return identique === undefined ? (
    <Alerte ton="danger" titre="Différent" vive>
      <p>{nom} n’est aucun des fichiers de ce dépôt, ou il a changé depuis.</p>
      <code className="echange-code petit">{sha256}</code>
    </Alerte>
  ) : (
    <Alerte ton="succes" titre="Identique" vive>
      <p>
        {nom} est, à l’octet près, le fichier déposé « {identique} ».
      </p>
    </Alerte>
  );
}
