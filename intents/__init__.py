"""How Thai is read: text in, an `Understanding` out. The only home of PyThaiNLP."""
