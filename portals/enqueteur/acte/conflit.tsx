import { Alerte, Bouton, dateEtHeure } from '@ppn/kit';
import type { Redaction } from '../application/types.ts';
import { enClair, memeContenu } from './contenu.ts';
import type { Contenu } from './contenu.ts';

/** Deux versions du meme acte : on montre ce qui differe, l'agent choisit, rien n'est perdu. */
export function Conflit({
  mien,
  autre,
  trancher,
}: {
  readonly mien: Contenu;
  readonly autre: Redaction;
  readonly trancher: (choix: 'le-mien' | 'l-autre') => void;
}) {
  const differents = (contenu: Contenu, reference: Contenu): Contenu =>
    Object.fromEntries(
      Object.entries(contenu).filter(([champ, valeur]) => !memeContenu(valeur, reference[champ])),
    );
  return (
    <Alerte ton="attention" titre="Cet acte a été modifié ailleurs pendant que vous écriviez" vive>
      <p>Voici ce qui diffère. Le texte que vous ne gardez pas est mis de côté sur ce poste.</p>
      <div className="versions">
        <div className="pile-serree">
          <h3>Votre texte, sur ce poste</h3>
          <pre>{enClair(differents(mien, autre.contenu))}</pre>
          <Bouton genre="primaire" onClick={() => trancher('le-mien')}>
            Garder mon texte
          </Bouton>
        </div>
        <div className="pile-serree">
          <h3>
            Au service, {autre.redacteur}, {dateEtHeure(autre.majA)}
          </h3>
          <pre>{enClair(differents(autre.contenu, mien))}</pre>
          <Bouton onClick={() => trancher('l-autre')}>Prendre cette version</Bouton>
        </div>
      </div>
    </Alerte>
  );
}
